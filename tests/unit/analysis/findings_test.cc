// What looks like a secret and what only does so, and the caches that a build leaves.
#include "engine/analysis/findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/support/layer_builder.h"

namespace anatomy {
namespace {

using test::TarWriter;
using testing::ElementsAre;
using testing::IsEmpty;

std::string Kind(std::string_view path) {
  const std::optional<SecretKind> kind = SecretKindOf(path);
  return kind ? std::string(SecretKindName(*kind)) : "";
}

TEST(Findings, NamesOfSecrets) {
  for (const char* path : {"root/.ssh/id_rsa", "home/a/.ssh/id_ed25519", "app/tls.pem", "app/server-key.pem",
                           "app/store.p12", "etc/ssh/ssh_host_rsa_key", "app/config/master.key"}) {
    EXPECT_EQ(Kind(path), "private-key") << path;
  }
  for (const char* path :
       {"root/.npmrc", "root/.netrc", "root/.aws/credentials", "root/.cargo/credentials", "root/.git-credentials", "root/.docker/config.json",
        "app/credentials.env", "app/secrets.yaml", "home/a/.kube/config"}) {
    EXPECT_EQ(Kind(path), "credentials") << path;
  }
  for (const char* path : {".env", "app/.env", "app/.env.production"}) EXPECT_EQ(Kind(path), "environment") << path;
  EXPECT_EQ(Kind("root/.bash_history"), "shell-history");
}

TEST(Findings, NamesThatOnlyLookLikeSecrets) {
  for (const char* path :
       {"root/.ssh/id_rsa.pub", "etc/ssl/certs/ISRG_Root_X1.pem", "etc/ssl/cert.pem", "etc/ssl/ca-bundle.pem",
        "usr/lib/python3/dist-packages/certifi/cacert.pem", "app/.env.example", "app/node_modules/x/.npmrc",
        "usr/share/doc/x/examples/server.key", "app/credentials.py", "etc/ssh/ssh_host_rsa_key.pub",
        "app/config.json", "usr/lib/environment", "app/tests/id_rsa", ""}) {
    EXPECT_EQ(Kind(path), "") << path;
  }
}

// "dead root/.npmrc credentials in 0" or "live …".
std::vector<std::string> Secrets(const UnionTree& tree, size_t most = 10) {
  std::vector<std::string> lines;
  for (const Secret& secret : FindFindings(tree, most, 1).secrets) {
    const Inode& inode = tree.inodes()[static_cast<uint32_t>(secret.body)];
    lines.push_back((inode.names > 0 ? "live " : "dead ") + tree.paths().Path(secret.path) + " " +
                    std::string(SecretKindName(secret.kind)) + " in " + std::to_string(inode.layer));
  }
  return lines;
}

TEST(Findings, SecretsThatWereDeletedComeFirst) {
  const UnionTree tree = test::TreeOf({TarWriter().File("app/.env", "KEY=1").File("root/.npmrc", "//x"),
                                       TarWriter().File("root/.wh..npmrc", "").File("app/.env", "KEY=2")});
  EXPECT_THAT(Secrets(tree), ElementsAre("dead app/.env environment in 0", "dead root/.npmrc credentials in 0",
                                         "live app/.env environment in 1"));
  EXPECT_THAT(Secrets(tree, 1), ElementsAre("dead app/.env environment in 0"));
  EXPECT_EQ(FindFindings(tree, 1, 1).secret_count, 3u);
}

TEST(Findings, EmptyFilesFoldersAndLinksAreNoSecrets) {
  EXPECT_THAT(Secrets(test::TreeOf({TarWriter().File(".env", "").Dir("id_rsa").Symlink(".npmrc", "x")})), IsEmpty());
}

// "pip 5 in 2 files: root/.cache/pip; layers 0 1".
std::vector<std::string> Caches(const std::vector<TarWriter>& layers, size_t paths = 5) {
  const UnionTree tree = test::TreeOf(layers);
  std::vector<std::string> lines;
  for (const Cache& cache : FindFindings(tree, 0, paths).caches) {
    std::string line =
        std::string(cache.kind) + " " + std::to_string(cache.bytes) + " in " + std::to_string(cache.files) + " files:";
    for (const NodeId path : cache.paths) line += " " + tree.paths().Path(path);
    line += "; layers";
    for (const uint32_t layer : cache.layers) line += " " + std::to_string(layer);
    lines.push_back(line);
  }
  return lines;
}

TEST(Findings, CachesOfPackageManagers) {
  EXPECT_THAT(Caches({TarWriter().File("var/lib/apt/lists/a", "123").File("root/.cache/pip/x/y", "12"),
                      TarWriter().File("home/u/.cache/pip/z", "12345")}),
              ElementsAre("pip 7 in 2 files: root/.cache/pip home/u/.cache/pip; layers 0 1",
                          "apt-lists 3 in 1 files: var/lib/apt/lists; layers 0"));
}

TEST(Findings, AFolderInsideACacheIsPartOfIt) {
  EXPECT_THAT(Caches({TarWriter().File("a/__pycache__/__pycache__/x", "1").File("b/__pycache__/y", "2")}, 1),
              ElementsAre("bytecode 2 in 2 files: a/__pycache__; layers 0"));
}

TEST(Findings, PathsThatOnlyLookLikeCaches) {
  EXPECT_THAT(Caches({TarWriter()
                          .File("srv/var/cache/apt/x", "1")
                          .File("my.cache/pip/x", "1")
                          .File("var/cache/apt", "a file")
                          .File("var/lib/apt/lists/empty", "")}),
              IsEmpty());
}

TEST(Findings, OnlyWhatIsLeftOfACacheCounts) {
  EXPECT_THAT(Caches({TarWriter().File("var/cache/apk/a", "123").File("var/cache/apk/b", "1"),
                      TarWriter().File("var/cache/apk/.wh.a", "")}),
              ElementsAre("apk 1 in 1 files: var/cache/apk; layers 0"));
  EXPECT_THAT(Caches({TarWriter().File("var/cache/apk/a", "123"), TarWriter().File("var/cache/.wh.apk", "")}),
              IsEmpty());
}

}  // namespace
}  // namespace anatomy

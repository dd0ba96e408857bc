#include "engine/analysis/findings.h"

#include <algorithm>
#include <array>
#include <string>

#include "engine/base/path.h"

namespace anatomy {
namespace {

// --- secrets ---

template <size_t kCount>
bool IsOneOf(std::string_view text, const std::array<std::string_view, kCount>& list) {
  return std::ranges::find(list, text) != list.end();
}
template <size_t kCount>
bool EndsWithOneOf(std::string_view text, const std::array<std::string_view, kCount>& list) {
  return std::ranges::any_of(list, [&](std::string_view end) { return text.ends_with(end); });
}

constexpr auto kPublicFolders = std::to_array<std::string_view>(
    {"test", "tests", "testdata", "fixtures", "example", "examples", "doc", "docs", "certs", "certifi",
     "ca-certificates", "node_modules", "site-packages", "dist-packages", "include", "locale"});

constexpr auto kKeyNames = std::to_array<std::string_view>(
    {"id_rsa", "id_dsa", "id_ecdsa", "id_ed25519", "master.key", "server.key", "tls.key", "private.key"});
constexpr auto kKeyEndings = std::to_array<std::string_view>({".p12", ".pfx", ".jks", ".ppk", "-key.pem"});
constexpr auto kPublicPems = std::to_array<std::string_view>({"cert", "chain", "pub", "bundle", "root", "ca"});

constexpr auto kCredentialNames = std::to_array<std::string_view>(
    {".netrc", ".npmrc", ".pypirc", ".git-credentials", ".dockercfg", ".pgpass", ".my.cnf", ".s3cfg", ".htpasswd",
     "credentials", ".vault-token", "application_default_credentials.json"});
constexpr auto kCredentialPaths =
    std::to_array<std::string_view>({"/.docker/config.json", "/.aws/credentials", "/.kube/config"});
constexpr auto kCredentialStems = std::to_array<std::string_view>({"credentials", "credential", "secrets", "secret"});
constexpr auto kDataEndings =
    std::to_array<std::string_view>({"json", "env", "txt", "yml", "yaml", "csv", "ini", "conf", "tfrc.json", "toml"});

constexpr auto kHistoryNames = std::to_array<std::string_view>(
    {".bash_history", ".ash_history", ".zsh_history", ".python_history", ".mysql_history", ".psql_history"});
constexpr auto kEnvironmentPatterns =
    std::to_array<std::string_view>({".env.example", ".env.sample", ".env.template", ".env.dist", ".env.test"});

bool IsPrivateKey(std::string_view name) {
  if (IsOneOf(name, kKeyNames) || EndsWithOneOf(name, kKeyEndings)) return true;
  if (name.starts_with("ssh_host_") && name.ends_with("_key")) return true;
  // A .pem holds keys or certificates; only the name tells.
  return name.ends_with(".pem") && std::ranges::none_of(kPublicPems, [&](std::string_view part) {
           return name.find(part) != std::string_view::npos;
         });
}

bool AreCredentials(std::string_view path, std::string_view name) {
  if (IsOneOf(name, kCredentialNames) || EndsWithOneOf(path, kCredentialPaths)) return true;
  const size_t dot = name.find('.');
  return dot != std::string_view::npos && IsOneOf(name.substr(0, dot), kCredentialStems) &&
         IsOneOf(name.substr(dot + 1), kDataEndings);
}

bool IsInPublicFolder(std::string_view path) {
  for (std::string_view folder = ParentPath(path); !folder.empty(); folder = ParentPath(folder)) {
    if (IsOneOf(BaseName(folder), kPublicFolders)) return true;
  }
  return false;
}

std::optional<SecretKind> KindByName(std::string_view path) {
  const std::string_view name = BaseName(path);
  if (IsPrivateKey(name)) return SecretKind::kPrivateKey;
  if (AreCredentials(path, name)) return SecretKind::kCredentials;
  if (IsOneOf(name, kHistoryNames)) return SecretKind::kShellHistory;
  const bool is_environment = name == ".env" || name.starts_with(".env.") || name == ".envrc";
  if (is_environment && !IsOneOf(name, kEnvironmentPatterns)) return SecretKind::kEnvironment;
  return std::nullopt;
}

void FindSecrets(const UnionTree& tree, size_t most, Findings& findings) {
  const int last = static_cast<int>(tree.layer_count()) - 1;
  std::vector<Secret> live;
  for (uint32_t i = 0; i < tree.inodes().size(); ++i) {
    const Inode& inode = tree.inodes()[i];
    if (inode.row == kNoRow || inode.home == kNoNode) continue;
    const LayerTable& table = tree.table(inode.layer);
    if (table.type(inode.row) != EntryType::kFile || table.stored_sizes[inode.row] == 0) continue;
    const std::optional<SecretKind> kind = SecretKindOf(table.paths[inode.row]);
    if (!kind) continue;
    ++findings.secret_count;
    std::vector<Secret>& list = inode.names > 0 ? live : findings.secrets;
    if (list.size() == most) continue;
    const NodeId path = inode.names > 0 ? tree.HomeAt(InodeId{i}, last) : inode.home;
    list.push_back({path, *kind, InodeId{i}});
  }
  findings.secrets.insert(findings.secrets.end(), live.begin(), live.end());
  if (findings.secrets.size() > most) findings.secrets.resize(most);
}

// --- caches ---

struct CacheFolder {
  std::string_view kind;
  std::string_view path;                   // from the root where it begins with '/', else the last folders of the path
  std::string_view name = BaseName(path);  // of the last folder
};

constexpr auto kCacheFolders = std::to_array<CacheFolder>({
    {"apt-lists", "/var/lib/apt/lists"},
    {"apt-packages", "/var/cache/apt"},
    {"apk", "/var/cache/apk"},
    {"apk", "/etc/apk/cache"},
    {"dnf", "/var/cache/dnf"},
    {"dnf", "/var/cache/libdnf5"},
    {"yum", "/var/cache/yum"},
    {"pacman", "/var/cache/pacman"},
    {"zypper", "/var/cache/zypp"},
    {"pip", ".cache/pip"},
    {"uv", ".cache/uv"},
    {"npm", ".npm/_cacache"},
    {"yarn", ".cache/yarn"},
    {"yarn", ".yarn/cache"},
    {"go", ".cache/go-build"},
    {"go", "go/pkg/mod/cache"},
    {"cargo", "cargo/registry"},
    {"cargo", ".cargo/registry"},
    {"maven", ".m2/repository"},
    {"gradle", ".gradle/caches"},
    {"composer", ".composer/cache"},
    {"composer", ".cache/composer"},
    {"bytecode", "__pycache__"},
});
using CacheIndex = uint8_t;
constexpr CacheIndex kNoCache = UINT8_MAX;
static_assert(kCacheFolders.size() < kNoCache);

bool Matches(const PathTrie& paths, NodeId node, std::string_view pattern) {
  const std::string path = "/" + paths.Path(node);
  return pattern.starts_with('/') ? path == pattern : path.ends_with("/" + std::string(pattern));
}

CacheIndex CacheAt(const PathTrie& paths, NodeId node) {
  const std::string_view name = paths.name(node);
  for (CacheIndex i = 0; i < kCacheFolders.size(); ++i) {
    if (name == kCacheFolders[i].name && Matches(paths, node, kCacheFolders[i].path)) return i;
  }
  return kNoCache;
}

std::vector<Cache> FindCaches(const UnionTree& tree, size_t paths_of_cache) {
  const PathTrie& paths = tree.paths();
  const int last = static_cast<int>(tree.layer_count()) - 1;
  std::vector<CacheIndex> cache_of(paths.size(), kNoCache);
  std::vector<NodeId> folder_of(paths.size(), kNoNode);
  std::vector<Cache> caches;
  for (uint32_t i = 1; i < paths.size(); ++i) {
    const uint32_t parent = static_cast<uint32_t>(paths.parent(NodeId{i}));
    if (cache_of[parent] == kNoCache) {
      cache_of[i] = CacheAt(paths, NodeId{i});
      folder_of[i] = NodeId{i};
      continue;
    }
    cache_of[i] = cache_of[parent];
    folder_of[i] = folder_of[parent];
    const Version* version = tree.At(NodeId{i}, last);
    if (!version) continue;
    const EntryView view = tree.Look(*version, NodeId{i}, last);
    if (view.type != EntryType::kFile || view.stored_size == 0) continue;
    const std::string_view kind = kCacheFolders[cache_of[i]].kind;
    auto cache = std::ranges::find(caches, kind, &Cache::kind);
    if (cache == caches.end()) cache = caches.insert(caches.end(), {.kind = kind, .paths = {}, .layers = {}});
    cache->bytes += view.stored_size;
    ++cache->files;
    const auto has = [](const auto& list, auto item) { return std::ranges::find(list, item) != list.end(); };
    if (cache->paths.size() < paths_of_cache && !has(cache->paths, folder_of[i])) cache->paths.push_back(folder_of[i]);
    if (!has(cache->layers, view.layer)) cache->layers.push_back(view.layer);
  }
  for (Cache& cache : caches) std::ranges::sort(cache.layers);
  std::ranges::stable_sort(caches, std::ranges::greater(), &Cache::bytes);
  return caches;
}

}  // namespace

std::string_view SecretKindName(SecretKind kind) {
  switch (kind) {
    case SecretKind::kPrivateKey:
      return "private-key";
    case SecretKind::kCredentials:
      return "credentials";
    case SecretKind::kEnvironment:
      return "environment";
    case SecretKind::kShellHistory:
      return "shell-history";
  }
  std::abort();
}

std::optional<SecretKind> SecretKindOf(std::string_view path) {
  const std::optional<SecretKind> kind = KindByName(path);
  return kind && !IsInPublicFolder(path) ? kind : std::nullopt;
}

Findings FindFindings(const UnionTree& tree, size_t most_secrets, size_t paths_of_cache) {
  Findings findings;
  FindSecrets(tree, most_secrets, findings);
  findings.caches = FindCaches(tree, paths_of_cache);
  return findings;
}

}  // namespace anatomy

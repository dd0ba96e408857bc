/** What `--help` prints. */
export const USAGE = `Usage: image-anatomy COMMAND IMAGE [OPTIONS]

  inspect IMAGE [--json]            all about the image
  history IMAGE [--json]            as docker history --no-trunc
  history IMAGE PATH [--json]       every version of a path, also removed ones, and what wrote it
  digests IMAGE [--json]            as docker images --digests, and checks every digest and size
  tree IMAGE [--at LAYER] [--json]  the merged tree, up to a layer
  tree IMAGE --changes LAYER        what one layer changed: --from the layer below it --at LAYER
  tree IMAGE --from LAYER [--at LAYER]
                                    what lies between two points of the stack
  cat IMAGE PATH [--at LAYER]       a file's bytes, symbolic and hard links followed
  export IMAGE [PATH] [--at LAYER]  a tar of the tree, or of what is at PATH and below
  check IMAGE [--rules FILE] [--json]
                                    efficiency rules of a .dive-ci file; without --rules the one in the
                                    current folder, else dive's defaults

IMAGE is a tarball from docker save, podman save, skopeo and the like (also compressed), the folder of
an OCI layout, or - for standard input. LAYER counts from 0 at the base; after --from also "empty" or -1,
the state before the base. PATH of history is literal, the ones of cat and export are followed through
links.

Where an archive has several images or platforms:
  --image N                 by number, as inspect counts them from 0
  --platform OS/ARCH[/VARIANT]

Also: --help, --version. Colours only on a terminal, and not with NO_COLOR set.
Exit codes: 0 fine, 1 a rule of check failed or a digest does not match, 2 not readable as an image
(or no such path in it), 64 wrong usage, 70 a fault of this program.
`;

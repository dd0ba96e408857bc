/** Words for the stable codes of the engine: what stops an image from being shown, and remarks on one that is. */

export interface ProblemText {
  what: string;
  tryThis: string;
}

export interface DiagnosticText {
  what: string;
  stillWorks: string;
  tryThis: string;
}

export const problems = {
  'not-an-archive': {
    what: 'This file is not a tar archive, compressed or not.',
    tryThis: 'Make one with one of the commands on this page. A Dockerfile or a compose file is not an image.',
  },
  'file-is-zip': {
    what: 'This is a zip file, not a container image.',
    tryThis: 'If the image is in it, unpack it and open the tar; otherwise save the image with a command on this page.',
  },
  'file-is-web-page': {
    what: 'This is a web page, or what a server answered, saved under the name of an image.',
    tryThis: 'The download failed, or the address needs a sign-in. Open the file in a text editor to see what it says.',
  },
  'file-is-json': {
    what: 'This is a JSON document. A manifest or a config describes an image, but its layers are elsewhere.',
    tryThis: 'Save the whole image, for example with “docker save”. A layout folder is opened as a folder.',
  },
  'file-is-dockerfile': {
    what: 'This is a Dockerfile: it tells how to build an image, but is none.',
    tryThis: 'Build it with “docker build -t NAME .”, then run “docker save NAME -o image.tar” and open that.',
  },
  'file-is-package': {
    what: 'This is a package or an archive of another kind, not a container image.',
    tryThis: 'If the image is in it, unpack it and open the tar.',
  },
  'file-is-disk': {
    what: 'This is a disk or a file system of another kind, not a container image.',
    tryThis: 'A container image is made of layers; this has none. Open the image it was made from, if there is one.',
  },
  'pattern-invalid': {
    what: 'This is not a valid pattern.',
    tryThis: 'Correct it, or look for a part of the name instead.',
  },
  'pattern-too-slow': {
    what: 'This pattern takes too long to try.',
    tryThis: 'Avoid repetitions inside repetitions, such as (a+)+.',
  },
  'empty-file': {
    what: 'This file is empty: it has no bytes at all.',
    tryThis: 'The command that made it probably failed. Run it again and look at its messages.',
  },
  'no-image': {
    what: 'This is an archive, but there is no container image in it.',
    tryThis:
      'An image archive holds a manifest.json or an index.json. Export the image again, for example with “docker save”.',
  },
  'archive-truncated': {
    what: 'The archive ends before its contents do; nothing of the image could be read.',
    tryThis: 'The download or copy was cut short. Compare the size with the original and copy it again.',
  },
  'archive-damaged': {
    what: 'The archive is damaged; nothing of the image could be read.',
    tryThis: 'Copy it again. If the original shows the same, export the image again.',
  },
  'unsupported-compression': {
    what: 'The file is compressed in a way this page cannot read.',
    tryThis: 'Decompress it first, or use gzip, zstd, xz or bzip2.',
  },
  'file-unreadable': {
    what: 'The browser could not read the file.',
    tryThis:
      'It may have been moved, changed or deleted since it was chosen, or you may lack the permission. Choose it again.',
  },
  'out-of-memory': {
    what: 'The browser ran out of memory for this image.',
    tryThis:
      'Close other tabs and open the image again, or use a machine with more memory. Very many files cost memory, large ones do not.',
  },
  'worker-failed': {
    what: 'A part of this page stopped unexpectedly.',
    tryThis: 'Open the image again. If it happens again with the same image, please report it with the detail below.',
  },
  'permission-denied': {
    what: 'The browser was not allowed to read this file again.',
    tryThis: 'Click it once more and allow reading, or choose the file with the button.',
  },
  'view-failed': {
    what: 'This part of the page could not be loaded.',
    tryThis: 'Connect to the network and try again. If a new version has come out since, reload the page.',
  },
  'module-failed': {
    what: 'The reading engine could not be loaded.',
    tryThis: 'Reload the page. If you are offline, connect once so that the page can be loaded completely.',
  },
  'path-not-found': {
    what: 'This path does not exist at this point of view.',
    tryThis: 'Choose another layer, or the merged tree.',
  },
  'not-a-file': {
    what: 'This path is no regular file.',
    tryThis: 'Choose a file; folders and devices have no content of their own.',
  },
  'link-loop': {
    what: 'The symbolic links here lead in a circle.',
    tryThis: 'Follow them one by one to see where they turn back.',
  },
  'limit-reached': {
    what: 'A safety limit of this page was reached; the image cannot be shown.',
    tryThis: 'Real images stay far below it; if yours does not, please report it.',
  },
  cancelled: {
    what: 'Reading was cancelled.',
    tryThis: 'Open the image again whenever you like; nothing was kept.',
  },
} satisfies Record<string, ProblemText>;

const rest = 'Everything else is shown.';

export const diagnostics = {
  'whiteout-of-nothing': {
    what: 'A layer deletes a path that no layer below it has.',
    stillWorks: 'It has no effect on the tree.',
    tryThis: 'Usually harmless: a build tool removed something it had not added.',
  },
  'whiteout-invalid': {
    what: 'A deletion mark (.wh.…) names nothing that can be deleted.',
    stillWorks: 'The mark is ignored, as the specification asks.',
    tryThis: 'The tool that wrote the layer should be told.',
  },
  'opaque-at-root': {
    what: 'A layer asks to hide everything below it, at the root of the tree.',
    stillWorks: 'Ignored, as Docker and Podman do; lower files stay visible.',
    tryThis: 'If the layer was meant to replace everything, build it as a base layer.',
  },
  'parent-not-directory': {
    what: 'A layer puts a file below a path that is a link or a file in the layers below.',
    stillWorks: 'The path became a folder, as Docker and Podman do it.',
    tryThis: 'Runtimes differ here. Write to the real path instead of through the link.',
  },
  'hardlink-missing': {
    what: 'A hard link leads to a file that does not exist.',
    stillWorks: 'The name is shown, without content.',
    tryThis: 'The image was built wrongly or is incomplete; runtimes may refuse it.',
  },
  'hardlink-lower-layer': {
    what: 'A hard link leads to a file of a lower layer.',
    stillWorks: 'It is shown with that file’s content, as the specification allows.',
    tryThis: 'Docker and Podman refuse such an image: rebuild it with a tool that copies the file into the layer.',
  },
  'hardlink-attributes': {
    what: 'A hard link comes with another mode, owner or time than its file.',
    stillWorks: 'The last one counts for all names, as with Docker and Podman; other tools keep the file’s own.',
    tryThis: 'Pack the layer again from a folder, where all names of a file share them.',
  },
  'device-whiteout': {
    what: 'A character device 0:0 stands where overlay file systems mark a deletion.',
    stillWorks: 'The path is hidden, as Docker and Podman do.',
    tryThis: 'The layer was packed from a raw overlay folder; use .wh. marks instead.',
  },
  'duplicate-entry': {
    what: 'A layer holds the same path more than once.',
    stillWorks: 'The last one counts; the bytes of the others are carried for nothing.',
    tryThis: 'Pack the layer again from a folder.',
  },
  'path-escapes-root': {
    what: 'A name in a layer tries to leave the root of the tree with “..”.',
    stillWorks: 'It is shown inside the root; nothing outside can be touched by this page.',
    tryThis: 'Do not unpack this layer with careless tools. Ask where the image comes from.',
  },
  'name-not-utf8': {
    what: 'A file name is not valid UTF-8.',
    stillWorks: 'Bytes that cannot be shown appear as �.',
    tryThis: 'Nothing, if the program that uses the file knows its encoding.',
  },
  'layer-truncated': {
    what: 'A layer ends before its contents do.',
    stillWorks: 'Everything up to that point is shown; the layer is marked as partly readable.',
    tryThis: 'The archive was cut short: compare its size with the original and copy it again.',
  },
  'layer-damaged': {
    what: 'A layer cannot be decompressed beyond some point.',
    stillWorks: 'Everything before it is shown; the other layers are complete.',
    tryThis: 'Copy or export the image again.',
  },
  'layer-missing': {
    what: 'A layer is named in the manifest but is not in this archive.',
    stillWorks: 'The tree is made of the layers that are here.',
    tryThis: 'Export the image completely; “docker save --platform” keeps one platform only.',
  },
  'layer-not-tar': {
    what: 'A layer is not a tar archive.',
    stillWorks: 'It is listed, but has no files to show. Attestations and other artifacts look like this.',
    tryThis: 'Nothing, if this is an artifact and not an image to run.',
  },
  'tar-damaged': {
    what: 'The tar structure of a layer is broken at some point.',
    stillWorks: 'Everything before it is shown.',
    tryThis: 'Copy or export the image again.',
  },
  'trailing-data': {
    what: 'There is more data after the end of an archive.',
    stillWorks: 'It is not part of the image and changes nothing.',
    tryThis: 'Harmless as a rule; some formats keep an index there.',
  },
  'toc-differs': {
    what: 'A layer does not hold what its table of contents says.',
    stillWorks:
      'The layer itself is shown, as docker and podman unpack it. The first path that differs is named below.',
    tryThis:
      'Runtimes that start an image before all of it is there (eStargz, zstd:chunked) go by the table: they would show other files. Build the image again; if you do not know who built it, do not run it.',
  },
  'unsupported-compression': {
    what: 'A layer is compressed in a way this page cannot read.',
    stillWorks: 'The other layers are shown.',
    tryThis: 'Export the image with gzip or zstd layers.',
  },
  'config-missing': {
    what: 'The config that the manifest names is not in this archive.',
    stillWorks: 'Layers and files are shown, without the instructions that made them.',
    tryThis: 'Export the image completely.',
  },
  'config-invalid': {
    what: 'The config is not valid JSON, or has the wrong shape.',
    stillWorks: 'Layers and files are shown, without the instructions that made them.',
    tryThis: 'The tool that made the image should be told.',
  },
  'manifest-missing': {
    what: 'A manifest that the index names is not in this archive.',
    stillWorks: 'The other images of the archive can be opened.',
    tryThis: 'This platform was not exported; pull it and save again if you need it.',
  },
  'manifest-invalid': {
    what: 'A manifest is not valid JSON, or has the wrong shape.',
    stillWorks: rest,
    tryThis: 'Export the image again.',
  },
  'index-invalid': {
    what: 'The index (index.json) is not valid JSON, or has the wrong shape.',
    stillWorks: 'What manifest.json tells is shown.',
    tryThis: 'Export the image again.',
  },
  'history-mismatch': {
    what: 'The history does not tell as many steps as there are layers.',
    stillWorks: 'All layers are shown; some have no instruction.',
    tryThis: 'Nothing: images made by copying layers look like this.',
  },
  'diffid-mismatch': {
    what: 'The config and the manifest do not name the same layers.',
    stillWorks: 'The layers of the manifest are shown.',
    tryThis: 'The archive was changed or made by a faulty tool: do not run it before you know why.',
  },
  'blob-missing': {
    what: 'A part that is named here is not in this archive.',
    stillWorks: rest,
    tryThis: 'Export the image completely, or ignore it if it belongs to another platform.',
  },
  'size-mismatch': {
    what: 'A part does not have the size that its descriptor tells.',
    stillWorks: 'The part is shown as it is.',
    tryThis: 'Some Docker versions write wrong sizes; otherwise export the image again.',
  },
  'digest-mismatch': {
    what: 'A part is not what its digest declares.',
    stillWorks: 'It is shown as it is; Manifest shows both digests.',
    tryThis:
      'Do not run the image before you know why: it was damaged on the way, or changed. Get it again from where it was published.',
  },
  'image-empty': {
    what: 'The image has no layers at all.',
    stillWorks: 'Config and manifest are shown.',
    tryThis: 'Nothing: images built “FROM scratch” with labels only look like this.',
  },
  'nested-too-deep': {
    what: 'Indexes are nested deeper than any tool does.',
    stillWorks: 'What was found up to that depth is shown.',
    tryThis: 'Ask where the image comes from: this does not happen by accident.',
  },
  'oci-disagrees': {
    what: 'index.json and manifest.json of this archive tell different things.',
    stillWorks: 'manifest.json is believed for the layers; some Docker versions write the other one wrongly.',
    tryThis: 'Save the image again with a current Docker.',
  },
  'image-in-folder': {
    what: 'The image does not lie at the root of the archive or folder, but in a folder of it.',
    stillWorks: 'That folder was opened.',
    tryThis: 'Docker and Podman would not find it there: pack what is in the folder, not the folder.',
  },
  'worker-failed': {
    what: 'Reading this layer stopped unexpectedly: a fault of this page.',
    stillWorks: 'The other layers are shown.',
    tryThis: 'Open the image again. If it happens again with the same image, please report it.',
  },
  'out-of-memory': {
    what: 'The browser ran out of memory while this layer was read.',
    stillWorks: 'The other layers are shown.',
    tryThis: 'Close other tabs and open the image again, or use a machine with more memory.',
  },
  'file-unreadable': {
    what: 'The browser could not read the file any further: it was changed, moved or deleted while it was open here.',
    stillWorks: 'What had been read before is shown.',
    tryThis: 'Wait until whatever writes the file is done, then open it again.',
  },
  'limit-reached': {
    what: 'A safety limit of this page was reached.',
    stillWorks: 'Everything up to the limit is shown.',
    tryThis: 'Real images stay far below it; if yours does not, please report it.',
  },
} satisfies Record<string, DiagnosticText>;

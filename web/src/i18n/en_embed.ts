/** Texts on images that come from an address, on the page inside another page, and on the way to the documentation. */
import type { ProblemText } from './en_problems.ts';

export const url = {
  downloading: 'Downloading',
  downloaded: (bytes: string) => `${bytes} so far`,
  stopped: 'Reading stopped. What had been read stays usable; the other layers are left out.',
  again: 'Try again',
  listed: 'Shown by the tables of contents of its layers',
  listedWhy:
    'The layers of this image have tables of contents at their ends, and of those that had not been read only that came through the network. Nobody has compared them with the layers yet: that begins when you ask for it.',
  readLayers: (bytes: string) => `Read the layers: ${bytes}`,
  check: (bytes: string) => `Check them: ${bytes}`,
  checkWhy: (bytes: string) =>
    `The image is read through the network. To check every digest, ${bytes} have to be read again: that begins when you ask for it.`,
  inFull: 'Open in full',
  newTab: 'opens a new tab',
  nothing: 'No image was named to show here.',
};

export const learn = 'Learn what an image is made of';

export const urlProblems = {
  'url-other-origin': {
    what: 'This address leads to another site. The page opens images of its own site only.',
    tryThis:
      'Nothing was requested. Download the image and open the file, or put it beside this page on the same server.',
  },
  'url-from-file': {
    what: 'A page that was opened from a disk may not read other files by their address; browsers forbid it.',
    tryThis: 'Open the image with the button or drop it here. Addresses work when the page comes from a server.',
  },
  'url-not-found': {
    what: 'The server has no file at this address.',
    tryThis: 'Compare the address, capitals too: it is relative to this page. Perhaps the file was not published yet.',
  },
  'url-refused': {
    what: 'The server did not give the file.',
    tryThis: 'The detail below is its answer. Sign in if the site asks for it, or try again later.',
  },
  'url-is-web-page': {
    what: 'The server answered with a web page instead of an image.',
    tryThis: 'Many sites answer a wrong address with their start page, or with a sign-in. Compare the address.',
  },
  'url-unreachable': {
    what: 'The server could not be reached, or it sends on to another site.',
    tryThis: 'Check the network and try again. This page works without a network; images at an address do not.',
  },
  'url-interrupted': {
    what: 'The connection broke before everything was read.',
    tryThis: 'Check the network and try again.',
  },
  'url-ranges-broken': {
    what: 'The server did not send the part of the file that was asked for, though it had said it could.',
    tryThis: 'Something between the server and you handles ranges wrongly. Download the image and open the file.',
  },
  'source-changed': {
    what: 'The image was replaced on the server while it was being read.',
    tryThis: 'What is shown is of the earlier one. Read it again to get the new one.',
  },
} satisfies Record<string, ProblemText>;

/** The command line asks for what does not exist. The message is for the person who typed it. */
export class WrongUsage extends Error {}

/* libmd's build settings: nothing to choose, sha2.c alone is used. */

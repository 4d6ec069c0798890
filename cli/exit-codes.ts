/** Everything was read. */
export const ALL_READ = 0;
/** The command line or the configuration asks for something that cannot be done. */
export const BAD_USAGE = 2;
/** Some records could not be read; each was named. */
export const SOME_REFUSED = 3;

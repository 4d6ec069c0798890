/** Everything was read. */
export const ALL_READ = 0;
/** The command line or the configuration asks for something that cannot be done. */
export const BAD_USAGE = 2;
/** Something could not be read; each thing was named. */
export const SOME_REFUSED = 3;
/** Everything was read, and a finding is as severe as `--fail-on` says. */
export const FINDINGS = 4;
/** Somebody who should be denied is not: a containment failed, or was refused. */
export const NOT_DENIED = 5;
/** It was not effective within the time that a command waits. */
export const TIMED_OUT = 6;
/** The output or a temporary file could not be written, so the result is not complete. */
export const NOT_WRITTEN = 7;
/** An event bus has no room for our rule. */
export const NO_ROOM = 8;
/** It was deployed, but not to every account and Region; each was named. */
export const NOT_CURRENT = 9;
/** `eyes verify`: something is not as expected, or could not be checked. */
export const NOT_VERIFIED = 10;

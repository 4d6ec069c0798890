import sampleDay from './cli/sample-day/eyes.config.ts';

/**
 * What eyes-system must know of your company; all settings are in docs/configuration.md. Until you write your own it
 * is the sample day's: copy the text of that file here and replace its values by yours.
 */
export default sampleDay;

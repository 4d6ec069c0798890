/**
 * What is known of a long-term key that is at work from an untrusted network:
 * - `new-here`: it was used elsewhere before, and not from this network
 * - `usual-here`: it was used from this network more than a day ago
 * - `nowhere`: no earlier use is known
 * - `not-answered`: nobody answered in time
 */
export const KEY_PASTS = ['new-here', 'usual-here', 'nowhere', 'not-answered'] as const;
export type KeyPast = (typeof KEY_PASTS)[number];

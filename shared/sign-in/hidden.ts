/** What CloudTrail prints in place of a user name that does not exist. */
export const HIDDEN = 'HIDDEN_DUE_TO_SECURITY_REASONS';

import { UsageError } from '../usage-error.ts';

const WHERE = `  --config FILE        configuration (default: eyes.config.ts in this folder)
  --table NAME, --notify-queue URL, --contain-queue URL
                       instead of the outputs of the stack (all three)
`;

export const STATUS_USAGE = `eyes status [CASE|CONTAINMENT]   who is denied, what waits for a human, the breaker; with an id, its history

  --format FORMAT      text or json (default: text)
${WHERE}`;

export const RELEASE_USAGE = `eyes release CASE|CONTAINMENT --reason "…"   end it, now

  --reason "…"         stands in the history with your ARN
${WHERE}`;

export const RESUME_USAGE = `eyes resume --reason "…"   close the breaker, so that rules contain again; then list what it held back

  --reason "…"         stands in the history with your ARN
${WHERE}`;

export const CONTAIN_USAGE = `eyes contain WHOM --reason "…"   deny somebody

  WHOM                 a case (what is asked, held, refused or only planned), a containment, or a principal: AIDA…,
                       AROA…:session, ACCOUNT:federated-name, a user id of Identity Center, arn:aws:iam::ACCOUNT:root,
                       or the ARN of an IAM user
  --reason "…"         stands in the history with your ARN
  --denyScope REACH        outside (only from untrusted networks) or everything, which needs --yes (default: outside, or
                       that of the containment)
  --hours N            how long, 1 to 720 (default: 12, or that of the case)
  --account ID         the account of AIDA… or AROA…:session (default: yours; needed in an organization)
  --name NAME          the user's or role's name, where your credentials cannot look it up
  --yes                yes, everything; yes, although it is me; yes, although nobody can tell who it is
${WHERE}`;

/** All of these, for the help. */
export const OPERATE_USAGE = [STATUS_USAGE, RELEASE_USAGE, RESUME_USAGE, CONTAIN_USAGE].join('\n');

/** A UsageError with the whole usage under its sentence. */
export function misused(sentence: string, usage: string): UsageError {
	return new UsageError(`${sentence}.\n\n${usage}`);
}

import type { SignIn } from '../sign-in/sign-in.ts';
import { actionOf } from '../sign-in/used-credential.ts';

/** True for a call by which an attacker makes a way back in, gives rights or hides traces. */
export function isTelling(signIn: Pick<SignIn, 'eventSource' | 'event'>): boolean {
	return TELLING.has(actionOf(signIn));
}

/** The most telling ones come first. */
export const TELLING_ACTIONS = [
	'iam:CreateAccessKey',
	'iam:CreateUser',
	'iam:CreateLoginProfile',
	'iam:UpdateLoginProfile',
	'iam:AttachUserPolicy',
	'iam:PutUserPolicy',
	'iam:AttachRolePolicy',
	'iam:PutRolePolicy',
	'iam:CreateRole',
	'iam:UpdateAssumeRolePolicy',
	'rolesanywhere:CreateTrustAnchor',
	'cloudtrail:StopLogging',
	'cloudtrail:DeleteTrail',
] as const;

const TELLING: ReadonlySet<string> = new Set(TELLING_ACTIONS);

import type { CredentialClues, SignIn } from '../sign-in/sign-in.ts';
import type { Credential, CredentialKind, Mfa } from './credential.ts';

const DAY = 86_400_000;

/**
 * Tells which credential was shown to obtain the session, how old it is, and whether a second
 * factor was used.
 */
export function judgeCredential(signIn: SignIn): Credential {
	const kind = kindOf(signIn);
	const { issuedAt, accessKeyId } = signIn.clues;
	const ageDays = issuedAt === null ? null : ageInDays(signIn.time, issuedAt);
	return {
		kind,
		ageDays: kind === 'session' || kind === 'unknown' ? ageDays : null,
		mfa: mfaOf(signIn, kind),
		keyId: accessKeyId,
		password: isPassword(signIn, kind),
	};
}

/**
 * Adds the age of an access key, which no event tells. `createdAt` is in milliseconds since 1970;
 * null leaves the age unknown.
 */
export function withKeyAge(
	credential: Credential,
	{ time }: Pick<SignIn, 'time'>,
	createdAt: number | null,
): Credential {
	if (credential.kind !== 'access-key') return credential;
	return { ...credential, ageDays: createdAt === null ? null : ageInDays(time, createdAt) };
}

function ageInDays(time: number, since: number): number {
	// The clocks of hosts differ by seconds, so a credential that seems to come from the future is
	// new.
	return Math.max(0, (time - since) / DAY);
}

function kindOf({ event, principal, clues, alarm }: SignIn): CredentialKind {
	if (alarm !== undefined && clues.accessKeyId !== null)
		return clues.accessKeyId.startsWith('AKIA') ? 'access-key' : 'session';
	switch (principal.kind) {
		case 'identity-center-user':
			return 'portal';
		case 'saml-user':
			return 'saml';
		case 'web-identity':
			return 'web-identity';
		case 'certificate':
			return 'certificate';
		case 'root':
		case 'iam-user':
			return userKind(event, clues);
		case 'role-session':
		case 'federated-user':
			return 'session';
		case 'aws-account':
		case 'aws-service':
		case 'unknown':
			return 'unknown';
	}
}

const PASSWORD_EVENTS = new Set([
	'ConsoleLogin',
	'CheckMfa',
	'PasswordUpdated',
	'PasswordRecoveryRequested',
]);
const CONSOLE_EVENTS = new Set([
	'SwitchRole',
	'RenewRole',
	'AuthorizeOAuth2Access',
	'CreateOAuth2Token',
]);

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
function userKind(event: string, { accessKeyId, issuedAt }: CredentialClues): CredentialKind {
	if (PASSWORD_EVENTS.has(event)) return 'password';
	if (CONSOLE_EVENTS.has(event) || accessKeyId?.startsWith('ASIA') || issuedAt !== null)
		return 'session';
	return accessKeyId?.startsWith('AKIA') ? 'access-key' : 'unknown';
}

/**
 * AWS prints "No" for everybody who signed in at an identity provider, whatever they did there. So
 * the absence of MFA is never concluded for federated users.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
function mfaOf(signIn: SignIn, kind: CredentialKind): Mfa {
	switch (signIn.principal.kind) {
		case 'saml-user':
		case 'web-identity':
		case 'federated-user':
			return 'at-identity-provider';
		case 'identity-center-user':
			return signIn.event === 'UserAuthentication'
				? portalMfa(signIn.clues.credentialType)
				: 'unknown';
		case 'role-session':
			return roleMfa(signIn);
		case 'root':
		case 'iam-user':
			return userMfa(signIn, kind);
		case 'certificate':
		case 'aws-account':
		case 'aws-service':
		case 'unknown':
			return signIn.clues.mfaSerial !== null && signIn.outcome === 'success' ? 'yes' : 'unknown';
	}
}

function userMfa({ event, clues, outcome, part }: SignIn, kind: CredentialKind): Mfa {
	// A wrong password is refused before the second factor is asked for, so the field says nothing
	// then. The key of a denied call was accepted.
	if (outcome !== 'success' && part !== 'use') return 'unknown';
	if (event === 'CheckMfa') return 'yes';
	const stated = clues.mfaUsed ?? clues.mfaAuthenticated;
	if (stated !== null) return /^(yes|true)$/i.test(stated) ? 'yes' : 'no';
	if (clues.mfaSerial !== null) return 'yes';
	return kind === 'access-key' ? 'no' : 'unknown';
}

/**
 * A user's MFA is carried over into the role. Its absence says nothing, because the session may
 * come from an identity provider.
 */
function roleMfa({ event, clues }: SignIn): Mfa {
	if (clues.mfaAuthenticated === 'true' || clues.mfaSerial !== null) return 'yes';
	return event === 'ConsoleLogin' ? 'at-identity-provider' : 'unknown';
}

/**
 * Only UserAuthentication lists all factors that passed: `PASSWORD,TOTP`. A passkey alone counts as
 * MFA.
 * https://docs.aws.amazon.com/singlesignon/latest/userguide/understanding-sign-in-events.html
 */
function portalMfa(credentialType: string | null): Mfa {
	if (credentialType === null) return 'unknown';
	const factors = credentialType.split(',').map((factor) => factor.trim());
	if (factors.includes('EXTERNAL_IDP')) return 'at-identity-provider';
	return factors.length === 1 && factors[0] === 'PASSWORD' ? 'no' : 'yes';
}

function isPassword({ event, clues }: SignIn, kind: CredentialKind): boolean {
	if (kind === 'password') return true;
	return (
		event === 'UserAuthentication' && (clues.credentialType ?? '').split(',').includes('PASSWORD')
	);
}

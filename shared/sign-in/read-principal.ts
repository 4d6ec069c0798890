import { nameInArn } from './arn.ts';
import { type Fields, isHiddenAt, objectAt, textAt, userNameAt } from './fields.ts';
import { certificateName, certificateSubject, isCertificateSession } from './read-certificate.ts';
import type { Principal, PrincipalKind } from './sign-in.ts';

/**
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
const KIND_OF_TYPE: Readonly<Record<string, PrincipalKind>> = {
	Root: 'root',
	IAMUser: 'iam-user',
	AssumedRole: 'role-session',
	Role: 'role-session',
	FederatedUser: 'federated-user',
	SAMLUser: 'saml-user',
	WebIdentityUser: 'web-identity',
	IdentityCenterUser: 'identity-center-user',
	AWSAccount: 'aws-account',
	AWSService: 'aws-service',
};

/** Only Identity Center users cause these events. Before July 2025 their type was `Unknown`. */
const PORTAL_EVENTS = new Set([
	'CredentialChallenge',
	'CredentialVerification',
	'UserAuthentication',
]);

/** Gives the kind of identity that AWS calls by this type; null for a type that is not known. */
export function kindOfType(type: string | null): PrincipalKind | null {
	return Object.hasOwn(KIND_OF_TYPE, type ?? '') ? (KIND_OF_TYPE[type ?? ''] ?? null) : null;
}

/** Reads the caller as `userIdentity` prints it. */
export function readPrincipal(record: Fields, event: string): Principal {
	const identity = objectAt(record, 'userIdentity');
	const kind = kindOf(record, identity, event);
	const arn = textAt(identity, 'arn');
	const name = nameOf(kind, record, identity);
	const isHidden =
		isHiddenAt(identity, 'userName') ||
		isHiddenAt(objectAt(record, 'additionalEventData'), 'UserName');
	return {
		kind,
		name,
		...(name === null && isHidden ? { isHidden } : {}),
		id: kind === 'certificate' ? certificateSubject(record) : idOf(kind, identity),
		arn,
		account: accountOf(identity, arn),
	};
}

function kindOf(record: Fields, identity: Fields, event: string): PrincipalKind {
	const type = textAt(identity, 'type');
	// Nobody has published such a record, so its type is not taken for granted. Only the holder of a
	// certificate can make this call.
	if (isCertificateSession(record)) return 'certificate';
	// An external identity provider answered with a failure. The record has type Root, although no
	// root user is involved.
	if (event === 'ExternalIdPDirectoryLogin') return 'unknown';
	if (type === null && textAt(identity, 'invokedBy') !== null) return 'aws-service';
	const known = kindOfType(type);
	if (known !== null) return known;
	return type === 'Unknown' && isPortalUser(record, identity, event)
		? 'identity-center-user'
		: 'unknown';
}

function isPortalUser(record: Fields, identity: Fields, event: string): boolean {
	if (PORTAL_EVENTS.has(event) || textAt(objectAt(identity, 'onBehalfOf'), 'userId') !== null)
		return true;
	return textAt(record, 'eventSource')?.startsWith('sso') ?? false;
}

function nameOf(kind: PrincipalKind, record: Fields, identity: Fields): string | null {
	const userName = userNameAt(identity, 'userName');
	const inId = afterColon(textAt(identity, 'principalId'));
	const inArn = nameInArn(textAt(identity, 'arn') ?? '');
	switch (kind) {
		case 'role-session':
			return inId ?? inArn ?? userName;
		case 'federated-user':
			return behindFederation(identity) ?? inId ?? inArn ?? userName;
		case 'identity-center-user':
			return userName ?? userNameAt(objectAt(record, 'additionalEventData'), 'UserName');
		case 'iam-user':
		case 'unknown':
			return userName ?? inArn;
		case 'root':
			return userName ?? 'root';
		case 'aws-service':
			return textAt(identity, 'invokedBy');
		case 'certificate':
			return certificateName(record);
		case 'saml-user':
			return userName ?? inId ?? answered(record, 'subject');
		case 'web-identity':
			return userName ?? answered(record, 'subjectFromWebIdentityToken');
		case 'aws-account':
			return userName;
	}
}

/**
 * STS also answers who the token or assertion says that the caller is.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
function answered(record: Fields, key: string): string | null {
	return textAt(objectAt(record, 'responseElements'), key);
}

/**
 * Gives the name of the user who created a federated session. AWS sets it; the name of the session
 * is that user's choice.
 */
function behindFederation(identity: Fields): string | null {
	const issuer = objectAt(objectAt(identity, 'sessionContext'), 'sessionIssuer');
	return userNameAt(issuer, 'userName') ?? nameInArn(textAt(issuer, 'arn') ?? '');
}

/**
 * Identity Center users are identified by their id in the directory. Old records print it as
 * principalId.
 */
function idOf(kind: PrincipalKind, identity: Fields): string | null {
	const id = textAt(identity, 'principalId');
	if (kind !== 'identity-center-user') return id;
	return (
		textAt(objectAt(identity, 'onBehalfOf'), 'userId') ?? (/^\d{12}$/.test(id ?? '') ? null : id)
	);
}

function accountOf(identity: Fields, arn: string | null): string | null {
	return textAt(identity, 'accountId') ?? arn?.split(':')[4] ?? null;
}

function afterColon(id: string | null): string | null {
	const at = id?.indexOf(':') ?? -1;
	return id === null || at < 0 ? null : id.slice(at + 1) || null;
}

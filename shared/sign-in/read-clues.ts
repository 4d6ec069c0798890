import { type Fields, objectAt, textAt, userNameAt } from './fields.ts';
import { readInstant } from './instant.ts';
import { sessionForm } from './machine.ts';
import { isIdentityCenterSession } from './person-key.ts';
import { readIssuer } from './read-session.ts';
import type { CredentialClues, Links, Principal, WorkloadSign } from './sign-in.ts';

/** Reads what the record says about the credential that was shown. */
export function readClues(record: Fields): CredentialClues {
	const identity = objectAt(record, 'userIdentity');
	const attributes = objectAt(objectAt(identity, 'sessionContext'), 'attributes');
	const more = objectAt(record, 'additionalEventData');
	// If a service makes the call for the caller, the key and the creationDate are new ones of the
	// service, so they do not give the age of the caller's credential.
	const isForwarded = textAt(identity, 'invokedBy') !== null;
	return {
		accessKeyId: textAt(identity, 'accessKeyId'),
		issuedAt: isForwarded ? null : readInstant(textAt(attributes, 'creationDate') ?? ''),
		mfaUsed: textAt(more, 'MFAUsed'),
		mfaAuthenticated: textAt(attributes, 'mfaAuthenticated'),
		mfaSerial: textAt(objectAt(record, 'requestParameters'), 'serialNumber'),
		credentialType: textAt(more, 'CredentialType'),
		grantType:
			textAt(objectAt(record, 'requestParameters'), 'grantType') ??
			textAt(objectAt(record, 'requestParameters'), 'grant_type') ??
			textAt(more, 'grant_type'),
	};
}

/** Reads the identifiers that connect the records of one act. */
export function readLinks(record: Fields): Links {
	const identity = objectAt(record, 'userIdentity');
	const request = objectAt(record, 'requestParameters');
	const more = objectAt(record, 'additionalEventData');
	const context = objectAt(identity, 'sessionContext');
	return {
		sharedEventId: textAt(record, 'sharedEventID'),
		workflowId: textAt(more, 'AuthWorkflowID'),
		switchedFrom: textAt(more, 'SwitchFrom'),
		switchedTo: textAt(more, 'SwitchTo'),
		sourceIdentity: textAt(request, 'sourceIdentity') ?? textAt(context, 'sourceIdentity'),
		identityStoreUserId:
			textAt(objectAt(identity, 'onBehalfOf'), 'userId') ?? textAt(more, 'identitystore:UserId'),
		identityStoreUserName: userNameAt(more, 'UserName'),
		samlProvider: textAt(request, 'principalArn'),
		permissionSet: textAt(objectAt(record, 'serviceEventDetails'), 'role_name'),
		signInSession: textAt(context, 'signInSessionArn') ?? textAt(more, 'signInSessionArn'),
		sessionCreatedAt: readInstant(textAt(objectAt(context, 'attributes'), 'creationDate') ?? ''),
	};
}

/**
 * Finds signs in the record that a machine acts. A user agent is not such a sign, because anyone
 * who holds the credential chooses it.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function readWorkloadSign(record: Fields, principal: Principal): WorkloadSign | null {
	const context = objectAt(objectAt(record, 'userIdentity'), 'sessionContext');
	const scope = objectAt(objectAt(record, 'userIdentity'), 'inScopeOf');
	const issued = ['issuerType', 'sourceArn', 'credentialsIssuedTo'];
	if (issued.some((key) => textAt(scope, key) !== null)) return 'in-scope-of';
	if (textAt(context, 'ec2RoleDelivery') !== null) return 'ec2-role-delivery';
	// Only people get sessions of permission sets, and the name is the person's.
	if (isIdentityCenterSession(principal, readIssuer(record, principal))) return null;
	if (principal.kind === 'role-session') return sessionForm(principal.name ?? '');
	return principal.kind === 'web-identity' || principal.kind === 'certificate'
		? principal.kind
		: null;
}

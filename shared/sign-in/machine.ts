import type { Principal, SessionForm, SignIn } from './sign-in.ts';

const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * Only names that a service builds from an id of its own are listed. The name of a Lambda function,
 * for example, may as well be the name of a person.
 * - https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html
 * - https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 * - https://docs.aws.amazon.com/eks/latest/userguide/pod-id-abac.html
 */
const FORMS: Readonly<Record<SessionForm, RegExp>> = {
	'instance-session': /^i-[0-9a-f]{8,17}$/i,
	'codebuild-session': new RegExp(`^AWSCodeBuild-${UUID}$`),
	'ecs-task-session': /^[0-9a-f]{32}$/,
	'pod-identity-session': new RegExp(`^eks-.+-${UUID}$`),
};
const NAMES: readonly SessionForm[] = [
	'instance-session',
	'codebuild-session',
	'ecs-task-session',
	'pod-identity-session',
];

/** Gives the form of a session's name; null if the name has none of these forms. */
export function sessionForm(name: string): SessionForm | null {
	return NAMES.find((form) => FORMS[form].test(name)) ?? null;
}

/** True for a sign that only AWS writes: the credential was issued to a machine that it runs. */
export function isAwsMarker(sign: string): boolean {
	return sign === 'in-scope-of' || sign === 'ec2-role-delivery';
}

/** True for a sign that is only a form of the session's name, which proves nothing. */
export function isSessionForm(sign: string): sign is SessionForm {
	return Object.hasOwn(FORMS, sign);
}

/**
 * True for a machine outside of AWS, which shows a token or a certificate of its own to obtain a
 * session.
 */
export function isOutsideMachine({ kind }: Principal): boolean {
	return kind === 'web-identity' || kind === 'certificate';
}

/**
 * Gives the role whose permissions are used: for a session its own role, for a machine outside of
 * AWS the role that it asks for.
 */
export function callingRole({
	principal,
	callerIssuer,
	session,
	attemptedRole,
}: SignIn): string | null {
	if (isOutsideMachine(principal)) return session?.roleArn ?? attemptedRole;
	return principal.kind === 'role-session' ? callerIssuer : null;
}

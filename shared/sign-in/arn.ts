const ARN = /^arn:([\w-]+):([\w-]+):([\w-]*):([^:]*):(.+)$/;

export interface Arn {
	readonly partition: string;
	readonly service: string;
	readonly account: string;
	readonly resource: string;
}

/** Splits an ARN of any partition; null if the text is not an ARN. */
export function readArn(text: string): Arn | null {
	const [, partition, service, , account, resource] = ARN.exec(text) ?? [];
	if (
		partition === undefined ||
		service === undefined ||
		account === undefined ||
		resource === undefined
	)
		return null;
	return { partition, service, account, resource };
}

/**
 * Gives the role of the session ARN `arn:aws:sts::A:assumed-role/ROLE/SESSION`. STS drops the
 * role's path, so the result is right only for roles without a path; use the `sessionIssuer` where
 * it is printed.
 */
export function roleOfAssumedRole(text: string): string | null {
	const arn = readArn(text);
	const [kind, role] = arn?.resource.split('/') ?? [];
	if (arn === null || kind !== 'assumed-role' || role === undefined) return null;
	return `arn:${arn.partition}:iam::${arn.account}:role/${role}`;
}

/** Gives the name at the end of an ARN, without its path; null if the text is not an ARN. */
export function nameInArn(text: string): string | null {
	return readArn(text)?.resource.split('/').at(-1) || null;
}

/** Removes the path from the ARN of a role or user; the ARN of a session does not have it. */
export function withoutPath(arn: string): string {
	return arn.replace(/:(role|user)\/.*\//, ':$1/');
}

const DENIED_ROLE = /on resource: (arn:[\w-]+:iam::[^:\s]*:role\/[\w+=,.@/-]+)/;

/**
 * Finds the role of a denied AssumeRole, which is named only in the error message. The message may
 * continue behind it.
 */
export function roleInMessage(message: string): string | null {
	return DENIED_ROLE.exec(message)?.[1]?.replace(/[.,]+$/, '') ?? null;
}

/** What CloudFormation says about a stack. */
export interface DeployedStack {
	readonly status: string;
	/** The values of its parameters by name. */
	readonly parameters: ReadonlyMap<string, string>;
}

/**
 * True if the stack was created once, so that what it makes is there. A first deployment that failed
 * leaves a stack without resources, or with some of them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 */
export function wasCreated(stack: DeployedStack | null): stack is DeployedStack {
	return stack !== null && /^(CREATE_COMPLETE$|UPDATE_|IMPORT_)/.test(stack.status);
}

/** True if what the stack's template says is there; also after an update that was rolled back. */
export function isWhole({ status }: DeployedStack): boolean {
	return /^(CREATE|(UPDATE|IMPORT)(_ROLLBACK)?)_COMPLETE$/.test(status);
}

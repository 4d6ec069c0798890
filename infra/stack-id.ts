import { Aws, Fn } from 'aws-cdk-lib';

/** Gives the first part of the id at the end of the stack's ARN, `arn:…:stack/<name>/<id>`. */
export function idOfThisStack(): string {
	return Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))));
}

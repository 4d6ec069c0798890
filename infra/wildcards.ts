import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Tells cdk-nag why a role or policy may use these resources although each has a `*`. cdk-nag still
 * reports all others.
 */
export function acknowledgeWildcards(
	role: IConstruct,
	resources: readonly string[],
	reason: string,
): void {
	for (const resource of resources) {
		const named = readable(Stack.of(role).resolve(resource));
		Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${named}]`, reason });
	}
}

/** Gives an ARN as cdk-nag writes it: values that only CloudFormation knows are in `<…>`. */
function readable(arn: unknown): string {
	if (typeof arn === 'string') return arn;
	if (Array.isArray(arn)) return arn.map(readable).join('');
	if (typeof arn !== 'object' || arn === null) return '';
	if ('Fn::Join' in arn && Array.isArray(arn['Fn::Join'])) return readable(arn['Fn::Join'][1]);
	if ('Fn::GetAtt' in arn && Array.isArray(arn['Fn::GetAtt']))
		return `<${arn['Fn::GetAtt'].join('.')}>`;
	return 'Ref' in arn ? `<${arn.Ref}>` : '';
}

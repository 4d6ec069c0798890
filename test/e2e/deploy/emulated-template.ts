import { isObject, type JsonObject } from '../../../shared/record/json-object.ts';
import type { Refusal } from '../strict/rule.ts';
import { keepResources, objectOr } from './template.ts';
import { translate } from './translate.ts';
import { whyUnsupported } from './unsupported.ts';

interface Changes {
	readonly refusals: readonly Refusal[];
	/** ARNs of the policies in Organizations, by logical id. */
	readonly policies: ReadonlyMap<string, string>;
}

/**
 * Gives the template that the emulator gets: without what it does not take, with the ARNs of the
 * policies that are in moto, and with a resource that fails in place of each one that AWS refuses.
 */
export function emulatedTemplate(template: JsonObject, changes: Changes): JsonObject {
	const known = withArns(template, changes.policies);
	const failing = Object.entries(objectOr(objectOr(known).Resources)).map(([id, resource]) => {
		const refusal = changes.refusals.find(({ logicalId }) => logicalId === id);
		return [id, refusal === undefined ? resource : failure(resource, refusal.reason)];
	});
	const changed = { ...objectOr(known), Resources: Object.fromEntries(failing) };
	return translate(keepResources(changed, (one) => whyUnsupported(one) === undefined));
}

/** The emulator refuses this resource, and the event of its stack contains the name. */
function failure(resource: unknown, reason: string): JsonObject {
	const { DependsOn } = objectOr(resource);
	return {
		Type: 'AWS::CloudFront::CachePolicy',
		Properties: { CachePolicyConfig: { Name: reason } },
		...(DependsOn === undefined ? {} : { DependsOn }),
	};
}

function withArns(value: unknown, arns: ReadonlyMap<string, string>): unknown {
	if (Array.isArray(value)) return value.map((one) => withArns(one, arns));
	if (!isObject(value)) return value;
	const [id, attribute] = [value['Fn::GetAtt']].flat().map(String);
	const arn = arns.get(id ?? '');
	if (arn !== undefined && attribute === 'Arn') return arn;
	return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, withArns(one, arns)]));
}

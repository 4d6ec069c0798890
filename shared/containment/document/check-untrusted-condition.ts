import { contains, isPrivate, readCidr } from '../../configuration/cidr.ts';
import type { TrustedNetwork } from '../../configuration/configuration.ts';
import { publicRanges } from '../../configuration/public-ranges.ts';
import { type ReadCondition, repeated } from './document-shape.ts';
import { canonicalCidr } from './untrusted-condition.ts';

/** True if the condition contains any part of the network condition. */
export function hasNetworkCondition({
	NotIpAddress,
	StringNotEquals,
	BoolIfExists,
}: ReadCondition): boolean {
	return NotIpAddress !== undefined || StringNotEquals !== undefined || BoolIfExists !== undefined;
}

/**
 * What is wrong with the network condition of a statement: it must be absent or equal the whole
 * configured condition. A missing part denies people in trusted networks, and a surplus range
 * allows an untrusted one. It is compared range by range, without the code that renders it.
 */
export function checkNetworkCondition(
	condition: ReadCondition,
	networks: readonly TrustedNetwork[],
): string[] {
	if (!hasNetworkCondition(condition)) return [];
	const endpoints = condition.StringNotEquals?.['aws:SourceVpce'] ?? [];
	return [
		...(condition.BoolIfExists === undefined
			? [
					'Condition: has no BoolIfExists aws:ViaAWSService, so AWS services that act for a person in a trusted network are denied',
				]
			: []),
		...checkCidrs(condition.NotIpAddress?.['aws:SourceIp'] ?? [], networks),
		...checkEndpoints(endpoints, new Set(networks.flatMap(({ vpcEndpoints }) => vpcEndpoints))),
	];
}

function checkCidrs(texts: readonly string[], networks: readonly TrustedNetwork[]): string[] {
	const path = 'Condition.NotIpAddress.aws:SourceIp';
	const configured = publicRanges(networks).map(({ cidr }) => cidr);
	const read = texts.map(readCidr);
	const inText = read.flatMap((cidr) => ('problem' in cidr ? [] : [cidr]));
	const missing = configured.filter((range) => !inText.some((cidr) => contains(cidr, range)));
	return [
		...read.flatMap((cidr) => ('problem' in cidr ? [`${path}: ${cidr.problem}`] : [])),
		...inText.flatMap((cidr) => {
			if (cidr.text !== canonicalCidr(cidr))
				return [`${path}: write "${cidr.text}" as ${canonicalCidr(cidr)}`];
			if (isPrivate(cidr.address))
				return [`${path}: ${cidr.text} is private, and this key never holds a private address`];
			const isConfigured = configured.some((range) => canonicalCidr(range) === cidr.text);
			return isConfigured ? [] : [`${path}: ${cidr.text} is not a configured network`];
		}),
		...missing.map((range) => `${path}: the configured ${range.text} is missing`),
		...repeated(texts).map((text) => `${path}: "${text}" appears twice`),
	];
}

function checkEndpoints(ids: readonly string[], configured: ReadonlySet<string>): string[] {
	const path = 'Condition.StringNotEquals.aws:SourceVpce';
	return [
		...ids
			.filter((id) => !/^vpce-[\da-z-]+$/.test(id))
			.map((id) => `${path}: "${id}" is not an endpoint id`),
		...ids
			.filter((id) => !configured.has(id))
			.map((id) => `${path}: "${id}" is not a configured endpoint`),
		...[...configured]
			.filter((id) => !ids.includes(id))
			.map((id) => `${path}: the configured ${id} is missing`),
		...repeated(ids).map((id) => `${path}: "${id}" appears twice`),
	];
}

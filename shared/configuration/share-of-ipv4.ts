import { type Cidr, isAllPrivate } from './cidr.ts';

/** Gives which part of all IPv4 addresses is in the public ranges; an address counts once. */
export function shareOfIpv4(cidrs: readonly Cidr[]): number {
	const spans = cidrs
		.filter((cidr) => cidr.address.kind() === 'ipv4' && !isAllPrivate(cidr))
		.map(spanOf)
		.sort((one, other) => one.start - other.start);
	let counted = 0;
	let end = 0;
	for (const span of spans) {
		counted += Math.max(0, span.end - Math.max(span.start, end));
		end = Math.max(end, span.end);
	}
	return counted / 2 ** 32;
}

function spanOf({ address, bits }: Cidr) {
	const start = address.toByteArray().reduce((sum, byte) => sum * 256 + byte, 0);
	return { start, end: start + 2 ** (32 - bits) };
}

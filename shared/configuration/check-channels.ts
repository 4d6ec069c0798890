import { CHANNEL_SEVERITIES, type ChannelRule, type Configuration } from './configuration.ts';

/** Refuses rules about channels that no case would ever reach. */
export function checkChannels({ slack: { channel, channels } }: Configuration): string[] {
	const unreachable = channels.flatMap((rule, at) => {
		const earlier = channels.findIndex((other, place) => place < at && takesAll(other, rule));
		if (earlier < 0) return [];
		return [
			`slack.channels.${at}: no case gets here, because slack.channels.${earlier} takes all of them; put the narrower rule first, or remove one`,
		];
	});
	const withoutMain =
		channels.length > 0 && channel === null
			? [
					'slack.channel: is missing, but slack.channels is not; name the channel of all other messages',
				]
			: [];
	return [...withoutMain, ...unreachable];
}

function takesAll(earlier: ChannelRule, later: ChannelRule): boolean {
	const isAnyAccount = earlier.account === null || earlier.account === later.account;
	return isAnyAccount && rankOf(earlier) <= rankOf(later);
}

function rankOf({ severity }: ChannelRule): number {
	return severity === null ? 0 : CHANNEL_SEVERITIES.indexOf(severity);
}

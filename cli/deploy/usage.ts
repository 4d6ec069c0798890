/** The help of both commands. */
export const DEPLOY_USAGE = `eyes deploy               look whether everything is there, show what would change, ask, and deploy eyes.config.ts

  --config FILE        configuration (default: eyes.config.ts in this folder)
  --yes                do not ask
  --bootstrap          bootstrap the CDK where that is missing
  --scp ARN            of the containment SCP, for the hub of an organization, where your credentials may not list it
  --delegation-by-hand the organization has a delegation policy already: what to add to it is put out by the stack

eyes destroy              take everything away but the table, the logs and the policies; refused while somebody is denied

  --end-containments --reason "…"   release whoever is still denied, and wait until no text denies anybody
  --config FILE, --yes as above
`;

#!/usr/bin/env node
/** `easyllm`: the command. */
// oxlint-disable-next-line import/no-unassigned-import -- The command runs as it is loaded.
import './cli/main.ts';

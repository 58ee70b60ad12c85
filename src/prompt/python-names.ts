/** The builders under the Python package's names in camelCase, so that a port is a rename. */

import { promptBuilders } from './builders.ts';

/** `build_base_prompt` of the Python package. */
export const buildBasePrompt = promptBuilders.base;

/** `build_llama2_prompt` of the Python package. */
export const buildLlama2Prompt = promptBuilders.llama2;
/** `llama2_stop_sequences` of the Python package. */
export const llama2StopSequences = promptBuilders.llama2.stop;

/** `build_vicuna_prompt` of the Python package. */
export const buildVicunaPrompt = promptBuilders.vicuna;
/** `vicuna_stop_sequences` of the Python package. */
export const vicunaStopSequences = promptBuilders.vicuna.stop;

/** `build_chatml_falcon_prompt` of the Python package. */
export const buildChatmlFalconPrompt = promptBuilders.chatml_falcon;
/** `chatml_falcon_stop_sequences` of the Python package. */
export const chatmlFalconStopSequences = promptBuilders.chatml_falcon.stop;

/** `build_chatml_starchat_prompt` of the Python package. */
export const buildChatmlStarchatPrompt = promptBuilders.chatml_starchat;
/** `chatml_starchat_stop_sequences` of the Python package. */
export const chatmlStarchatStopSequences = promptBuilders.chatml_starchat.stop;

/** `build_wizardlm_prompt` of the Python package. */
export const buildWizardlmPrompt = promptBuilders.wizardlm;
/** `wizardlm_stop_sequences` of the Python package. */
export const wizardlmStopSequences = promptBuilders.wizardlm.stop;

/** `build_stablebeluga_prompt` of the Python package. */
export const buildStablebelugaPrompt = promptBuilders.stablebeluga;
/** `stablebeluga_stop_sequences` of the Python package. */
export const stablebelugaStopSequences = promptBuilders.stablebeluga.stop;

/** `build_open_assistant_prompt` of the Python package. */
export const buildOpenAssistantPrompt = promptBuilders.open_assistant;
/** `open_assistant_stop_sequences` of the Python package. */
export const openAssistantStopSequences = promptBuilders.open_assistant.stop;

/** `build_falcon_prompt` of the Python package. */
export const buildFalconPrompt = promptBuilders.falcon;
/** `falcon_stop_sequences` of the Python package. */
export const falconStopSequences = promptBuilders.falcon.stop;

/** `build_anthropic_prompt` of the Python package. */
export const buildAnthropicPrompt = promptBuilders.anthropic;
/** `anthropic_stop_sequences` of the Python package. */
export const anthropicStopSequences = promptBuilders.anthropic.stop;

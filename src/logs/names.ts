import type { Labels } from '../model.js'

/** Names under which loggers keep the parts of an event, the best one first. */
export const MESSAGE_NAMES = [
  'message',
  'msg',
  'body',
  '@m',
  'Message',
  'short_message',
  'log',
  'event',
  'text',
  '@mt',
  'message_template',
  'RenderedMessage',
  '@message',
  'MESSAGE',
  'textPayload',
  'jsonPayload.message',
  'content',
  'Body',
  'body.text',
  'body.message',
  'Body.text',
  'fields.message',
  'message.message',
  'message.errorMessage',
  'message.msg',
  'message.text',
  'message.error',
  'msg.message',
  'record.message',
  'event.original',
  'jsonPayload.msg'
]
export const LEVEL_NAMES = [
  'level',
  'log.level',
  'severity',
  'severity_text',
  'SeverityText',
  'levelname',
  'loglevel',
  'lvl',
  '@l',
  'Level',
  'LogLevel',
  'severityText',
  'detected_level',
  'log_level',
  'PRIORITY',
  'status',
  'severity_number',
  'severityNumber',
  'SeverityNumber',
  'severity.text',
  'severity.number',
  'level_name',
  'levelName',
  'logLevel',
  'LEVEL',
  'SEVERITY',
  'Severity',
  'record.level.name',
  'levelno'
]
export const TYPE_NAMES = [
  'error.type',
  'exception.type',
  'attributes.exception.type',
  'err.type',
  'error.name',
  'err.name',
  'error.kind',
  'error.class',
  'exception.class',
  'exc_type',
  'exceptionClass',
  'error_type',
  'exception.name',
  'thrown.name',
  'exception.exception_class',
  'exception.values.0.type',
  'message.errorType'
]
export const CAUSE_NAMES = [
  'error.message',
  'exception.message',
  'attributes.exception.message',
  'err.message',
  'error',
  'err',
  'exception.exception_message',
  'thrown.message',
  'exc_message',
  'reason',
  'cause',
  'errorMessage',
  'error_message'
]
/** Where a record without a message tells what went wrong, the best one first. */
export const SAID_NAMES = [
  ...CAUSE_NAMES,
  'exception',
  'exception.values.0.value',
  'errors',
  'errors.0.message',
  'errors.0.detail',
  'errors.0',
  'fields.error',
  'error.description',
  'error_description',
  'error.reason',
  'error.detail',
  'failure',
  'detail',
  'details',
  'description',
  'summary',
  'title',
  'Error',
  'Exception.Message'
]
export const STACK_NAMES = [
  'error.stack_trace',
  'exception.stacktrace',
  'attributes.exception.stacktrace',
  'stack_trace',
  'stacktrace',
  'stack',
  'error.stack',
  'err.stack',
  'exception',
  'exc_info',
  'traceback',
  '@x',
  'Exception',
  'exception.stack_trace',
  'thrown.extendedStackTrace',
  'error.stacktrace',
  'errorVerbose',
  'backtrace',
  'trace'
]

/** The first of these names that has a text, and one that is good enough. */
export function firstOf(
  record: Labels,
  names: readonly string[],
  isGood: (value: string) => boolean = isAny
): string | undefined {
  for (const name of names) {
    const value = record[name]
    if (value !== undefined && value !== '' && isGood(value)) return value
  }
  return undefined
}

function isAny(): boolean {
  return true
}

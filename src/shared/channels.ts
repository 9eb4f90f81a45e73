/** The desktop's inter-process channels: the preload and the main process, nobody else. */
export const channels = {
  invoke: 'desk:invoke',
  cancel: 'desk:cancel',
  progress: 'desk:progress',
  chooseFiles: 'desk:choose-files',
  takeDropped: 'desk:take-dropped',
  chooseSave: 'desk:choose-save',
  deliver: 'desk:deliver',
} as const;

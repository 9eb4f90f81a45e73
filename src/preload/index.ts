import { contextBridge, ipcRenderer, type IpcRendererEvent, webUtils } from 'electron';
import type { BridgeProgress, DeskBridge } from '../shared/bridge.ts';
import { channels } from '../shared/channels.ts';

const desk: DeskBridge = {
  invoke: (call) => ipcRenderer.invoke(channels.invoke, call),
  cancel: (callId) => ipcRenderer.send(channels.cancel, callId),
  onProgress(listener) {
    // The event itself stays here: it carries the sender, and with it every channel.
    const hear = (_: IpcRendererEvent, progress: BridgeProgress): void => listener(progress);
    ipcRenderer.on(channels.progress, hear);
    return () => void ipcRenderer.off(channels.progress, hear);
  },
  chooseFiles: () => ipcRenderer.invoke(channels.chooseFiles),
  takeDropped: (files) => ipcRenderer.invoke(channels.takeDropped, files.map((file) => webUtils.getPathForFile(file))),
  chooseSave: (name) => ipcRenderer.invoke(channels.chooseSave, name),
  deliver: (file) => ipcRenderer.invoke(channels.deliver, file),
};

contextBridge.exposeInMainWorld('desk', desk);

import type { LayoutName } from '../world.ts';
import { garanti } from './garanti.ts';
import type { Layout } from './layout.ts';
import { vakifbank } from './vakifbank.ts';
import { yapikredi } from './yapikredi.ts';

const layouts: Record<LayoutName, Layout> = { garanti, vakifbank, yapikredi };

export function layoutOf(name: LayoutName): Layout {
  return layouts[name];
}

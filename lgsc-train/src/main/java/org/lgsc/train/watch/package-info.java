/** A folder to watch a training run by: logs, and a page for the browser. */
package org.lgsc.train.watch;

/** A folder for watching a training run: logs, and a page for the browser. */
package org.lgsc.train.watch;

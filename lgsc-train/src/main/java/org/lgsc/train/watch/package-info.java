/** A folder for watching a training run: logs, and a page for the browser. */
@NullMarked
package org.lgsc.train.watch;

import org.jspecify.annotations.NullMarked;

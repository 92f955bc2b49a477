/** Progress updates of a training run. */
@NullMarked
package org.lgsc.train.progress;

import org.jspecify.annotations.NullMarked;

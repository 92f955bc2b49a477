/** Progress updates of a training run. */
package org.lgsc.train.progress;

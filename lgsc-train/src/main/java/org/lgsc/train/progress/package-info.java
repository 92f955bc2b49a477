/** What a training run tells while it runs. */
package org.lgsc.train.progress;

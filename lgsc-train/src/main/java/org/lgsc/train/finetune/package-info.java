/** Adapts an existing model to the pictures of the user's own camera, subjects and attacks. */
@NullMarked
package org.lgsc.train.finetune;

import org.jspecify.annotations.NullMarked;

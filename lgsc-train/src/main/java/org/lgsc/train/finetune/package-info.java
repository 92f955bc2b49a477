/** Adapts an existing model to the pictures of the user's own camera, subjects and attacks. */
package org.lgsc.train.finetune;

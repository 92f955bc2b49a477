/** From a model that is there to the pictures of one's own camera, people and attacks. */
package org.lgsc.train.finetune;

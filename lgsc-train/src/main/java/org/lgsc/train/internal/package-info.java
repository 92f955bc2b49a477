/** Code shared by a run and its model card. Not part of the API. */
package org.lgsc.train.internal;

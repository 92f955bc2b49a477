/** Code shared by a run and its model card. Not part of the API. */
@NullMarked
package org.lgsc.train.internal;

import org.jspecify.annotations.NullMarked;

/** Steps in one thread and in several, and the parts of a batch. Not part of the API. */
@NullMarked
package org.lgsc.train.internal.parallel;

import org.jspecify.annotations.NullMarked;

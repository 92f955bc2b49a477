/** Steps in one thread and in several, and the parts of a batch. Not part of the API. */
package org.lgsc.train.internal.parallel;

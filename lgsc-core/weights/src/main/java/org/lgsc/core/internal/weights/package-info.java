/** Readers of weight files of other frameworks, as data and within a budget. No part of the API. */
@NullMarked
package org.lgsc.core.internal.weights;

import org.jspecify.annotations.NullMarked;

/** The computation of a training step's gradient. No part of the API. */
@NullMarked
package org.lgsc.core.internal.training;

import org.jspecify.annotations.NullMarked;

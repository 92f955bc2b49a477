/** AssertJ assertions that turn a PAD requirement into a unit test. */
@NullMarked
package org.lgsc.eval.assertj;

import org.jspecify.annotations.NullMarked;

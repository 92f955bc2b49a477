/** AssertJ assertions that turn a PAD requirement into a unit test. */
package org.lgsc.eval.assertj;

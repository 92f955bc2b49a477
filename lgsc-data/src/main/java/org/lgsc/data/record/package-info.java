/** DataVec record readers over presentation attack data sets. */
@NullMarked
package org.lgsc.data.record;

import org.jspecify.annotations.NullMarked;

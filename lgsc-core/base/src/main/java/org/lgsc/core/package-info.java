/** Types shared by all parts of LGSC: labels, splits and the exception whose message users see. */
@NullMarked
package org.lgsc.core;

import org.jspecify.annotations.NullMarked;

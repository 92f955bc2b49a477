/** Types shared by all parts of LGSC: labels, splits and the exception whose message users see. */
package org.lgsc.core;

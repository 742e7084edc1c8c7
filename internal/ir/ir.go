// Package ir is a small, portable form of Go functions: what the evaluator
// runs on, and what crosses packages as a fact.
//
// It is lowered from SSA. Whatever cannot matter to texts, structs and calls
// (arithmetic, channels, control of goroutines) becomes an opaque instruction.
// Unlike SSA it holds no types, syntax or pointers into a program, so a package
// that was analyzed long ago, in another process, can still be evaluated.
package ir

import "strings"

// Kind is a coarse type: what a value can hold.
type Kind uint8

// The kinds.
const (
	KindOther Kind = iota
	KindString
	KindInt
	KindFloat
	KindBool
	KindBytes // []byte
	KindStruct
	KindPointer
	KindSlice // also arrays
	KindMap
	KindFunc
	KindInterface
	KindTuple
	KindType // a type, see Func.Free
)

// Op is the operation of an instruction.
type Op uint8

// The operations. Comments name operands and, in brackets, other fields used.
const (
	OpOpaque        Op = iota // any operands; the result is not known
	OpPhi                     // one operand for each predecessor
	OpAlloc                   // [Type] a new variable; the result is its address
	OpFieldAddr               // x [Sym field] the address of x.field
	OpField                   // x [Sym field]
	OpIndexAddr               // x, index
	OpIndex                   // x, index
	OpLookup                  // map or string, key [Flag comma-ok]
	OpLoad                    // address
	OpStore                   // address, value
	OpMapUpdate               // map, key, value
	OpMakeMap                 //
	OpMakeSlice               // length
	OpMakeClosure             // bindings [Sym function, Index its type arguments]
	OpMakeInterface           // x [Type of x, Flag it is no type parameter, Index 1 if a method gives texts]
	OpCopy                    // x: a conversion that keeps the text
	OpTypeAssert              // x [Type, Flag comma-ok, Index 1 if it is no type parameter]
	OpExtract                 // tuple [Index]
	OpBinary                  // x, y [Sym operator]
	OpUnary                   // x [Sym operator]
	OpRange                   // x
	OpNext                    // iterator; a tuple of ok, key, value
	OpSlice                   // x, low, high; each may be NoValue
	OpCall                    // arguments [Sym function, Index its type arguments; Flag they are in one list]
	OpCallValue               // function, arguments
	OpInvoke                  // receiver, arguments [Sym method, Type interface, Flag no text goes in or out]
	OpBuiltin                 // arguments [Sym builtin]
	OpReturn                  // results
	OpIf                      // condition; successors are then, else
	OpMakeChan                //
	OpSend                    // channel, value
	OpReceive                 // channel [Flag comma-ok]
	OpSelect                  // channels to receive from; a tuple of index, ok, what each gives
)

// NoValue is an operand that is absent.
const NoValue int32 = -1 << 30

// An Instr is one instruction. Operands are registers if they are not
// negative, else constants: -1 is the first constant of the function.
type Instr struct {
	Op    Op
	Kind  Kind // of the result
	Flag  bool
	Dst   int32 // register of the result, NoValue if it has none
	Index int32
	Pos
	Args []int32
	Sym  int32 // index into Func.Strings
	Type int32 // index into Func.Strings: the key of the type, see Type
	Name int32 // index into Func.Strings: the variable that holds the result
}

// Hides reports whether an instruction makes an interface by which nobody can ask for
// a text that the value holds.
func (i *Instr) Hides() bool { return i.Op == OpMakeInterface && i.Index == 0 }

// A Pos is where an instruction of a function stands, the zero value if nobody wrote
// it. Lines and columns begin at 1.
type Pos struct {
	// File is an index into Func.Strings, 0 for the file of the function. Variables
	// of a package are set in one function, whatever file declares them.
	File      int32
	Line, Col int32
}

// ConstKind is the kind of a constant operand.
type ConstKind uint8

// The kinds of constants.
const (
	ConstNil ConstKind = iota // also the zero value of any type
	ConstString
	ConstInt
	ConstFloat
	ConstBool
	ConstFunc
	ConstGlobal
)

// A Const is a constant operand. Text is the value, or the name of the function
// or variable. Type is known of nil, functions and variables. Index says which type
// arguments a function has.
type Const struct {
	Kind  ConstKind
	Text  string
	Type  string
	Index int32
}

// A Param is a parameter or a free variable.
type Param struct {
	Name string
	Kind Kind
	Type string
}

// A Block is a basic block.
type Block struct {
	Instrs []Instr
	Preds  []int32
	Succs  []int32
}

// A Func is a function with its body. Registers begin with the parameters,
// then the free variables.
type Func struct {
	Name     string // unique in a program: (*example.com/graph.Client).get
	Short    string // for people: (*graph.Client).get
	Package  string
	File     string
	Line     int32
	Col      int32
	Exported bool // can be called from other packages
	Method   bool // has a receiver, as its first parameter
	Variadic bool
	// Synthetic is set for what the compiler adds: wrappers of promoted methods,
	// bound methods. No call in it was written by anyone.
	Synthetic bool
	Params    []Param
	// Free are what a closure captured, and after that the type parameters that the
	// body may name: those of the function, or of the function around it.
	Free    []Param
	Results []Param
	Blocks  []Block
	Consts  []Const
	Strings []string
	// Instances are the lists of type arguments, as keys of types, that the body gives
	// generic functions. An Index names one, counted from 1; 0 is none.
	Instances [][]string
	Regs      int32
	// Calls are the names of the functions that the body names, sorted. A method
	// of an interface is there by its name, ".Do", and by its name with the types
	// of its parameters, ".Do(*net/http.Request)".
	Calls []string
	// Converts are the conversions to interfaces in the body, sorted: what comes
	// after may call the methods of the value.
	Converts []Conversion
	// Outer is the function around a closure.
	Outer string
}

// Def returns the instruction that sets a register, nil if it is none of the body.
func (f *Func) Def(reg int32) *Instr {
	for b := range f.Blocks {
		for i := range f.Blocks[b].Instrs {
			if in := &f.Blocks[b].Instrs[i]; reg >= 0 && in.Dst == reg {
				return in
			}
		}
	}
	return nil
}

// A Conversion makes a value of an interface type of a value of a type, or of
// another interface type. Both are keys of types.
type Conversion struct {
	From, To string
}

// A FieldDesc is a field of a struct type.
type FieldDesc struct {
	Name     string
	Type     string
	Kind     Kind
	Tag      string
	Embedded bool
}

// A Method is a method with the function that implements it.
type Method struct {
	Name string
	Func string
}

// A Type describes a type by its key, the type written with full import paths.
type Type struct {
	Key     string
	Kind    Kind
	Elem    string      // of a pointer, slice, array or map
	Fields  []FieldDesc // of a struct
	Methods []Method    // of a named type and the pointer to it; for an interface Func is empty
}

// A Package holds the functions and types of a package, and of the packages
// below it that its functions use. It is what crosses packages.
type Package struct {
	Path   string
	Module string  // path of the module, empty if it is not known
	Funcs  []*Func // sorted by name
	Types  []*Type // sorted by key
	// Fixed are the package variables that hold a map which never changes, sorted.
	Fixed []string
}

// Str returns the string at index i of the function's table, "" for 0.
func (f *Func) Str(i int32) string {
	if i <= 0 || int(i) >= len(f.Strings) {
		return ""
	}
	return f.Strings[i]
}

// FileOf returns the name of the file that a position of the function is in.
func (f *Func) FileOf(p Pos) string {
	if p.File == 0 {
		return f.File
	}
	return f.Str(p.File)
}

// Const returns the constant that operand arg names.
func (f *Func) Const(arg int32) (Const, bool) {
	i := int(-arg) - 1
	if arg >= 0 || i >= len(f.Consts) {
		return Const{}, false
	}
	return f.Consts[i], true
}

// PackageOf returns the import path in the full name of a function.
func PackageOf(name string) string {
	name = strings.TrimLeft(name, "(*")
	name, _, _ = strings.Cut(name, "[")
	slash := strings.LastIndexByte(name, '/')
	if dot := strings.IndexByte(name[slash+1:], '.'); dot >= 0 {
		return name[:slash+1+dot]
	}
	return name
}

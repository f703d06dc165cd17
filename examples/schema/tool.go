package main

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"github.com/palier-go/palier/servicelevel"
	"github.com/palier-go/palier/servicelevel/schema"
)

// newServer has one tool, which bills a month.
func newServer() (*mcp.Server, error) {
	in, err := schema.For[servicelevel.Input]()
	if err != nil {
		return nil, err
	}
	out, err := schema.For[servicelevel.Statement]()
	if err != nil {
		return nil, err
	}
	server := mcp.NewServer(&mcp.Implementation{Name: "billing", Version: "v1.0.0"}, nil)
	tool := &mcp.Tool{
		Name: "bill_month", Description: "What a contract's month comes to, by what happened in it.",
		InputSchema: in, OutputSchema: out,
	}
	mcp.AddTool(server, tool, func(_ context.Context, _ *mcp.CallToolRequest, in servicelevel.Input) (*mcp.CallToolResult, servicelevel.Statement, error) {
		s, err := statementOf(in)
		return nil, s, err
	})
	return server, nil
}

// tool is the client of a server in the same memory.
type tool struct{ session *mcp.ClientSession }

func newTool(ctx context.Context) (t *tool, stop func(), err error) {
	server, err := newServer()
	if err != nil {
		return nil, nil, err
	}
	here, there := mcp.NewInMemoryTransports()
	serving, err := server.Connect(ctx, there, nil)
	if err != nil {
		return nil, nil, err
	}
	client := mcp.NewClient(&mcp.Implementation{Name: "model", Version: "v1.0.0"}, nil)
	session, err := client.Connect(ctx, here, nil)
	if err != nil {
		return nil, nil, errors.Join(err, serving.Close())
	}
	return &tool{session}, func() {
		_ = session.Close()
		_ = serving.Wait()
	}, nil
}

func (t *tool) bill(ctx context.Context, document string) (string, error) {
	got, err := t.session.CallTool(ctx, &mcp.CallToolParams{Name: "bill_month", Arguments: json.RawMessage(document)})
	if err != nil {
		return "", err
	}
	if got.IsError {
		return "", refusalOf(got)
	}
	statement, err := json.Marshal(got.StructuredContent)
	if err != nil {
		return "", err
	}
	return grossOf(statement)
}

// refusalOf is what a result says that is an error.
func refusalOf(got *mcp.CallToolResult) error {
	for _, content := range got.Content {
		if text, ok := content.(*mcp.TextContent); ok {
			return errors.New(text.Text)
		}
	}
	return errors.New("no reason was given")
}
